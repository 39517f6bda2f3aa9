// Starts the worker that reads Word and Excel files. A part that does not load is told to the page,
// which would wait for ever otherwise.
try {
  importScripts('./office.js');
  wasm_bindgen({ module_or_path: './office_bg.wasm' }).catch(error => postMessage({ failed: String(error) }));
} catch (error) {
  postMessage({ failed: String(error) });
}
