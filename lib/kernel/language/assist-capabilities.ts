const texts = ['markdown', 'plaintext'];

/** What completion and inspection take from a language server: the client's side of LSP's `textDocument` capabilities. */
export const assistCapabilities = {
  completion: {
    contextSupport: true,
    completionItem: {
      snippetSupport: false,
      insertReplaceSupport: true,
      deprecatedSupport: true,
      tagSupport: { valueSet: [1] },
      documentationFormat: texts,
      resolveSupport: { properties: ['documentation', 'detail'] },
    },
    completionList: { itemDefaults: ['editRange'] },
  },
  hover: { contentFormat: texts },
  signatureHelp: {
    signatureInformation: {
      documentationFormat: texts,
      activeParameterSupport: true,
      parameterInformation: { labelOffsetSupport: false },
    },
  },
  definition: { linkSupport: true },
} as const;

/**
 * For `initializationOptions.userPreferences`: no names of modules that the cell does not import, because Jupyter has no
 * way to add the import. (Finding them costs seconds where a large package is installed.)
 */
export const assistPreferences = {
  includeCompletionsForModuleExports: false,
  includeCompletionsForImportStatements: false,
  suggest: { autoImports: false, includeCompletionsForImportStatements: false },
} as const;
