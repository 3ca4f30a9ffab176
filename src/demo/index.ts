export { demo, demoOrigin } from './demo.ts';
export { type DemoServer, demoOutlets, demoServer, type RegisteredOutlet } from './server.ts';
export { decide, type Running, runningDemonstration } from './store.ts';
