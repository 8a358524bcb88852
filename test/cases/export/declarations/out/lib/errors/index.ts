export const suggest = (a: string, b: string[]) => a + b; export class OctavoError {}
