// Did the service worker show this page as it was kept, without the server? It says so of what it keeps.

const [page] = performance.getEntriesByType("navigation")

export const isKept = Boolean(page?.serverTiming?.some(({ name }) => name === "kept"))
