import ts from 'typescript';

/** @param {ts.Type} type @returns {boolean} */
function mayBeNumber(type) {
  return type.isUnion()
    ? type.types.some(mayBeNumber)
    : (type.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Any)) !== 0;
}

/**
 * A number in a text is written in the display language, by a function of `src/l10n/`. A number that is a name, such as the status of a
 * response, or that somebody is to type, is made a text by `String()`.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
const numbersAreFormatted = {
  meta: {
    type: 'problem',
    messages: { raw: 'Write the number in the display language: numberLabel, sizeLabel, durationLabel …' },
  },
  create(context) {
    const { sourceCode } = context;
    /** @param {import('estree').Node} node */
    const isNumber = (node) => mayBeNumber(sourceCode.parserServices.getTypeAtLocation(node));
    return {
      CallExpression({ callee, arguments: [, ...values] }) {
        if (!/\bl10n\.t$/.test(sourceCode.getText(callee))) {
          return;
        }
        for (const value of values) {
          const parts =
            value.type === 'TemplateLiteral'
              ? value.expressions
              : value.type === 'SpreadElement' && value.argument.type === 'ArrayExpression'
                ? value.argument.elements.filter((one) => one !== null)
                : [value];
          if (parts.some(isNumber)) {
            context.report({ node: value, messageId: 'raw' });
          }
        }
      },
    };
  },
};

export const textRules = { rules: { 'numbers-are-formatted': numbersAreFormatted } };
