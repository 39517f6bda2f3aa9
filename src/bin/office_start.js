
// Behind the worker's bindings: the page hands over the program, compiled, since a worker within a
// single file can fetch nothing. What does not start is told; the page would wait for ever.
onmessage = event =>
  wasm_bindgen({ module_or_path: event.data }).catch(error => postMessage({ failed: String(error) }));
