/** Loaded into a server that is measured: on a signal it collects what nobody holds any more, which it would do later by itself. */
process.on('SIGUSR2', () => globalThis.gc?.())
