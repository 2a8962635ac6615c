// node pyodide.mjs PYODIDE_FOLDER ARCHIVE: run `main.py` of a zip archive as a browser would.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, archive] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: folder });
await pyodide.loadPackage(["numpy", "pandas", "scipy", "scikit-learn"], { messageCallback() {} });
pyodide.unpackArchive(new Uint8Array(readFileSync(archive)), "zip");
console.log(await pyodide.runPythonAsync(readFileSync(archive.replace(".zip", ".py"), "utf8")));
