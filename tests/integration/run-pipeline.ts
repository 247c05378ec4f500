import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { configurationSchema } from '../../core/config/configuration-schema.ts';
import type { ProcessReport, ProcessRequest } from '../../core/processing/process-request.ts';
import { processFile } from '../../core/processing/process-file.ts';
import { type Product, readProduct } from '../read-product.ts';

/** A configuration document as users write it. */
export type Document = z.input<typeof configurationSchema>;

/** What a run of the pipeline left. */
export interface Run {
  readonly report: ProcessReport;
  readonly product: Product;
  readonly output: string;
}

/** Runs the pipeline with documents of a test, each in a folder of its own below one folder. */
export class Pipeline {
  readonly #folder: string;
  #runs = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A request for one run, with the document beside its product. */
  request(input: string, document: Document, more: Partial<ProcessRequest> = {}): ProcessRequest {
    const inside = path.join(this.#folder, String(this.#runs++));
    mkdirSync(inside);
    const config = path.join(inside, 'configuration.json');
    writeFileSync(config, JSON.stringify(document));
    return { input, output: path.join(inside, 'product.h5'), config, threads: 2, ...more };
  }

  /** Processes a file and reads the product. */
  async run(input: string, document: Document, more: Partial<ProcessRequest> = {}): Promise<Run> {
    const request = this.request(input, document, more);
    const report = await processFile(request);
    return { report, product: await readProduct(request.output), output: request.output };
  }
}
