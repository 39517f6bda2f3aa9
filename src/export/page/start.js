
// The start, behind the bindings. A copy that a browser has saved shows what was shown then, and is
// cleared of it. Where a browser lacks what the program needs, that is said.
for (const shown of document.querySelectorAll('body > :not(script):not(noscript):not(.crash)')) shown.remove();
new Promise(done => done(unpack('wasm')))
  .then(response => __wbg_init({ module_or_path: response }))
  .catch(error => {
    if (!(error instanceof WebAssembly.RuntimeError)) document.getElementById('old').hidden = false;
    throw error;
  });
