import ts from 'typescript';

/** Where an API of VS Code or our own shows a text. */
const SHOWN =
  /^(title|label|description|detail|tooltip|placeHolder|placeholder|prompt|openLabel|saveLabel|message|ariaLabel|text|validationMessage|short|long|hint)$/;
const SHOWING_CALLS = /(^|\.)(show\w+Message|setStatusBarMessage|appendMarkdown|appendText|createOutputChannel)$/;

/** Several words, one with a capital letter, or the end of a sentence: no ID looks like that. */
const PROSE = /\p{L}{2,} +\p{L}+|^\p{Lu}\p{Ll}+ ?$|\p{L}{2,}[.:!?…]( |$)/u;

/** Texts in a file of the extension that people could see, and that are not translated. */
export function englishIn(file: string, code: string): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isTranslated(node, source) || isForPrograms(node, source)) {
      return;
    }
    for (const text of shownBy(node, source)) {
      if (hasWords(text)) {
        found.add(text);
      }
    }
    const text = literalText(node);
    if (text !== undefined && PROSE.test(withoutCode(text))) {
      found.add(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found];
}

/** Texts in the templates of a page. What stands between `${` and `}` comes from the texts that the extension sends. */
export function englishInTemplates(file: string, code: string): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && /^(html|svg)$/.test(node.tag.getText(source))) {
      const { template } = node;
      const markup = ts.isTemplateExpression(template)
        ? [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join('\0')
        : template.text;
      const attributes = [...markup.matchAll(/(?:aria-label|title|placeholder|alt|label)="([^"]*)"/g)];
      const texts = [...markup.replace(/<[^>]*>/g, '\0').split('\0'), ...attributes.map(([, text = '']) => text)];
      found.push(...texts.map((text) => text.replace(/&\w+;/g, '').trim()).filter(hasWords));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTranslated(node: ts.Node, source: ts.SourceFile): boolean {
  return ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText(source));
}

/** The log, errors (whose reasons become sentences in src/l10n), types, and the names of modules. */
function isForPrograms(node: ts.Node, source: ts.SourceFile): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isTypeNode(node) ||
    (ts.isNewExpression(node) && node.expression.getText(source).endsWith('Error')) ||
    (ts.isCallExpression(node) && /(^|[.#])log(\.\w+)?$/.test(node.expression.getText(source)))
  );
}

/** The literals that a node shows to people, whatever they look like. */
function shownBy(node: ts.Node, source: ts.SourceFile): string[] {
  if (ts.isPropertyAssignment(node) && SHOWN.test(node.name.getText(source))) {
    return literalsOf(node.initializer);
  }
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    SHOWN.test(node.left.name.text)
  ) {
    return literalsOf(node.right);
  }
  return ts.isCallExpression(node) && SHOWING_CALLS.test(node.expression.getText(source))
    ? node.arguments.flatMap(literalsOf)
    : [];
}

/** The literals that can become the value of an expression, or a part of it. */
function literalsOf(node: ts.Expression): string[] {
  const text = literalText(node);
  if (text !== undefined) {
    return [text];
  }
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.flatMap(({ expression, literal }) => [...literalsOf(expression), literal.text]);
    return [node.head.text, ...spans];
  }
  if (ts.isConditionalExpression(node)) {
    return [node.whenTrue, node.whenFalse].flatMap(literalsOf);
  }
  if (ts.isBinaryExpression(node)) {
    return [node.left, node.right].flatMap(literalsOf);
  }
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) {
    return literalsOf(node.expression);
  }
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.flatMap(literalsOf);
  }
  // [one, other].filter(…).join(', ')
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)
    ? literalsOf(node.expression.expression)
    : [];
}

function literalText(node: ts.Node): string | undefined {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
    ? node.text
    : undefined;
}

/** Without icons `$(sync~spin)`, the commands that links of a text run, and our IDs. */
function withoutCode(text: string): string {
  return text.replace(/\$\([\w~-]+\)|\]\(command:|^usageReports\./g, '');
}

function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(withoutCode(text));
}
