/** Shapes of code that are refused by syntax alone: selectors of ESLint's `no-restricted-syntax`, grouped by where they hold. */

/** Everywhere. */
export const always = [
  { selector: 'TSEnumDeclaration', message: 'a union of string literals instead of an enum' },
  { selector: ':matches(TSInterfaceDeclaration, TSTypeAliasDeclaration)[id.name=/^I[A-Z][a-z]/]', message: 'no I-prefix' },
  {
    selector: "MemberExpression[object.name='BigInt'][property.name='prototype']",
    message: 'BigInt.prototype stays as it is; money has its own text form in primitives',
  },
  { selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>5]", message: 'at most 5 collaborators' },
  {
    selector: ':matches(Identifier[name=/Micros$/], PropertyDefinition[key.name=/Micros$/]) > TSTypeAnnotation > TSNumberKeyword',
    message: 'an amount is Micros (bigint), never number',
  },
  {
    selector: 'TSPropertySignature[key.name=/Micros$/] > TSTypeAnnotation > TSNumberKeyword',
    message: 'an amount is Micros (bigint), never number',
  },
  {
    selector:
      'CallExpression[callee.object.name=/^log(ger)?$/] ' +
      'Property[key.name=/^(viewer|viewerKey|viewerId|platformId|person|email|ip|userAgent)$/]',
    message: 'no identifiers of people in logs',
  },
];

/** In rooms: one name for one thing. */
export const inRooms = [
  { selector: 'ExportDefaultDeclaration', message: 'named exports only' },
  { selector: "ExportSpecifier[exported.name='default']", message: 'named exports only' },
  { selector: 'ExportAllDeclaration[exported=null]', message: 'a door names what it offers' },
];

/** Where time and chance are arguments. */
export const clockless = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'pass `now`' },
  { selector: "CallExpression[callee.name='Date']", message: 'pass `now`' },
];

/** The members of globals that belong to the clock and to chance. */
export const clockAndChance = [
  { object: 'Date', property: 'now', message: 'pass `now`' },
  { object: 'Math', property: 'random', message: 'pass `random`' },
];
