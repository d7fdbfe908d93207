// The light build of hls.js has the same types as the full one, but its package does not declare them.
declare module 'hls.js/light' {
  export { default, type ErrorData, ErrorTypes, Events } from 'hls.js'
}
