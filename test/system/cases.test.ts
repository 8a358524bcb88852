import { testCases } from '../cases/test-cases.ts';

// Those of test/cases that start workers and kernels.

testCases(['test']);
