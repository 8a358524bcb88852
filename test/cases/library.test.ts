import { testCases } from './test-cases.ts';

testCases(['export', 'update', 'where']);
