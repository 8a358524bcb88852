type Decorator = (...about: unknown[]) => unknown;

/** What code with lowered legacy decorators calls: TypeScript's `__decorate`, `__metadata` and `__param`. */
export const legacyDecorators = {
  decorate(decorators: Decorator[], target: object, key?: PropertyKey, about?: PropertyDescriptor | null) {
    const isClass = key === undefined;
    const given = about === null ? Object.getOwnPropertyDescriptor(target, key as PropertyKey) : about;
    let made: unknown = isClass ? target : given;
    for (let at = decorators.length - 1; at >= 0; at -= 1) {
      const decorator = decorators[at];
      if (!decorator) continue;
      const returned = isClass
        ? decorator(made)
        : about === undefined
          ? decorator(target, key) // of a field: it has no descriptor yet
          : decorator(target, key, made);
      made = returned || made;
    }
    if (!isClass && made) Object.defineProperty(target, key, made as PropertyDescriptor);
    return made;
  },

  /** Does nothing unless the package reflect-metadata is loaded, as TypeScript has it. */
  decorateMetadata(key: string, value: unknown): Decorator | undefined {
    const { metadata } = Reflect as { metadata?: (key: string, value: unknown) => Decorator };
    return metadata?.(key, value);
  },

  decorateParam(index: number, decorator: Decorator): Decorator {
    return (target, key) => decorator(target, key, index);
  },
};
