import ts from 'typescript';

export interface Import {
  /** What is imported; `undefined` where that is no string literal. */
  readonly specifier: string | undefined;
  readonly code: string;
}

/** Everything that a file imports: in statements, expressions, types, and comments. */
export function importsIn(file: string, code: string): Import[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined): void => {
    found.push({
      specifier: specifier !== undefined && ts.isStringLiteral(specifier) ? specifier.text : undefined,
      code: node.getText(source),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)) {
      add(node, node.moduleSpecifier);
    } else if (ts.isCallExpression(node) && isLoading(node.expression)) {
      add(node, node.arguments[0]);
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    } else if (ts.isExternalModuleReference(node)) {
      add(node, node.expression);
    } else if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) {
      add(node, node.name);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const directives = [source.referencedFiles, source.typeReferenceDirectives, source.libReferenceDirectives].flat();
  return [...found, ...directives.map(({ fileName }) => ({ specifier: undefined, code: `/// ${fileName}` }))];
}

/** `import(…)` and `require(…)`. */
function isLoading(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}
