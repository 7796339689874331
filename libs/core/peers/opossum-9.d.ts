declare module 'opossum-9' {
  export { default } from 'opossum';
}
