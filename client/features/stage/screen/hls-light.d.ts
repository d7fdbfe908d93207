// The light build of hls.js has the types of the whole one; its package names them only there.
declare module 'hls.js/light' {
  export { default, type ErrorData, ErrorTypes, Events } from 'hls.js'
}
