import type { IsoDate } from '../../base/dates.js';
import { SUBSCRIBED_SKU } from '../directory/datasets.js';
import type { ReportTable } from '../table/store/table.js';
import { productKey, productOfSku } from '../catalog/productSkus.js';

/** What was bought of a product, in licenses. */
export interface Subscription {
  /** As reports write it; the part number of one that is not known. */
  readonly product: string;
  /** Of an active subscription. */
  readonly bought: number;
  /**
   * Of a subscription that has expired and can still be renewed: until it is suspended, they can be assigned and used.
   * Source: Microsoft Graph, "licenseUnitsDetail", and Microsoft 365, "What if my subscription expires?".
   */
  readonly inGracePeriod: number;
  readonly suspended: number;
  /** As the directory counts those that are assigned, also to groups and to users whom no report has. */
  readonly consumed: number;
}

/** Licenses that can be assigned and are not. More can be assigned than there are, as while a subscription is reduced. */
export function notAssignedOf({ bought, inGracePeriod, consumed }: Subscription): number {
  return Math.max(0, bought + inGracePeriod - consumed);
}

/** Those of them that are paid for: what is assigned uses up these first. */
export function paidNotAssignedOf({ bought, consumed }: Subscription): number {
  return Math.max(0, bought - consumed);
}

/** What was bought of all products, by their keys. */
export interface Subscriptions {
  /** Day of the request. */
  readonly day: IsoDate;
  readonly products: ReadonlyMap<string, Subscription>;
}

/** @param skus as the directory has them, see `core/directory/datasets.ts` */
export function subscriptionsOf(skus: ReportTable, day: IsoDate): Subscriptions {
  const at = (name: string) => skus.columnIndex(name);
  const [id, partNumber] = [at(SUBSCRIBED_SKU.id), at(SUBSCRIBED_SKU.partNumber)];
  const products = new Map<string, Subscription>();
  for (let row = 0; row < skus.rowCount; row++) {
    const numberIn = (name: string) => {
      const value = at(name) < 0 ? null : skus.value(row, at(name));
      return typeof value === 'number' ? value : 0;
    };
    const product = productOfSku(skus.text(row, id), skus.text(row, partNumber));
    const known = products.get(productKey(product));
    products.set(productKey(product), {
      product,
      bought: (known?.bought ?? 0) + numberIn(SUBSCRIBED_SKU.bought),
      inGracePeriod: (known?.inGracePeriod ?? 0) + numberIn(SUBSCRIBED_SKU.warning),
      suspended: (known?.suspended ?? 0) + numberIn(SUBSCRIBED_SKU.suspended),
      consumed: (known?.consumed ?? 0) + numberIn(SUBSCRIBED_SKU.consumed),
    });
  }
  return { day, products };
}
