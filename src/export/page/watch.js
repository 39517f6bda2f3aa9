// What no handler of the program hears of: memory that ran out stops it without a word.
for (const kind of ['error', 'unhandledrejection'])
  addEventListener(kind, event => {
    if ((event.error || event.reason) instanceof WebAssembly.RuntimeError)
      document.getElementById('crash').hidden = false;
  });
