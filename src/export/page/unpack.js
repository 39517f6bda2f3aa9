// A packed part of this file, as if a server had sent it. The browser's own decoder of base64 is
// young; byte by byte it is slower, and the same.
function unpack(id) {
  const text = document.getElementById(id).textContent;
  let bytes;
  if (Uint8Array.fromBase64) {
    bytes = Uint8Array.fromBase64(text);
  } else {
    const units = atob(text);
    bytes = new Uint8Array(units.length);
    for (let at = 0; at < bytes.length; at++) bytes[at] = units.charCodeAt(at);
  }
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream, { headers: { 'content-type': 'application/wasm' } });
}
