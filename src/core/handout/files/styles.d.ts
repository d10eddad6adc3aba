/** A style sheet that is imported `with { type: 'text' }`. */
declare module '*.css' {
  const styles: string;
  export default styles;
}
