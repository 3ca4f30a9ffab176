export { demo, demoOrigin } from './demo.ts';
export { demoServer } from './server.ts';
export { decide, type Running, runningDemonstration } from './store.ts';
