import type { IsoDate } from '../../base/dates.js';
import { SUBSCRIBED_SKU } from '../directory/datasets.js';
import type { ReportTable } from '../table/store/table.js';
import { productKey, productOfSku } from '../catalog/productSkus.js';

/** What was bought of a product, in licenses. */
export interface Subscription {
  /** As reports write it; the part number of one that is not known. */
  readonly product: string;
  readonly bought: number;
  readonly suspended: number;
  /** As the directory counts those that are assigned, also to groups and to users whom no report has. */
  readonly consumed: number;
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
      suspended: (known?.suspended ?? 0) + numberIn(SUBSCRIBED_SKU.suspended),
      consumed: (known?.consumed ?? 0) + numberIn(SUBSCRIBED_SKU.consumed),
    });
  }
  return { day, products };
}
