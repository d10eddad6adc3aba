// Loaded by each process that runs files of tests: an error names the line of the source.
import process from 'node:process';

process.setSourceMapsEnabled(true);
