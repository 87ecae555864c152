import { holdForFleets } from './promises.ts';

holdForFleets(100);
