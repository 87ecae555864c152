import { holdForFleets } from './promises.ts';

holdForFleets(1000);
