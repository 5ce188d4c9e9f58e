// Options as JavaScript spells them.

export function optionNames(list) {
  return list.map(({ name, kind }) => ({ name: name.replaceAll(/_([a-z0-9])/g, (_, one) => one.toUpperCase()), kind }));
}
