import { testCases } from './test-cases.ts';

testCases(['clean', 'diff', 'merge', 'resolve']);
