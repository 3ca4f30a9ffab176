export { type DemoServer, demoOutlets, demoServer, type RegisteredOutlet } from './server.ts';
