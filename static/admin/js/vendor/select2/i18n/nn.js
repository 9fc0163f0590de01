// What the admin's choosers say in nynorsk: the library has no words of its own for it.
window.jQuery?.fn.select2?.amd.define("select2/i18n/nn", [], () => ({
  errorLoading: () => "Vi fekk ikkje henta treffa.",
  inputTooLong: ({ input, maximum }) => `Ta bort ${input.length - maximum} teikn`,
  inputTooShort: ({ input, minimum }) => `Skriv ${minimum - input.length} teikn til`,
  loadingMore: () => "Hentar fleire treff …",
  maximumSelected: ({ maximum }) => `Du kan velje høgst ${maximum}`,
  noResults: () => "Ingen treff",
  searching: () => "Søkjer …",
  removeAllItems: () => "Ta bort alle",
}))
