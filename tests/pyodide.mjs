// node pyodide.mjs PYODIDE_FOLDER ARCHIVE [PACKAGE …]: run the .py beside a zip archive, which is
// unpacked first, as a browser would; print its last expression.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, archive, ...more] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: folder });
const packages = ["numpy", "pandas", "scipy", "scikit-learn", ...more];
await pyodide.loadPackage(packages, { messageCallback() {} });
pyodide.unpackArchive(new Uint8Array(readFileSync(archive)), "zip");
console.log(await pyodide.runPythonAsync(readFileSync(archive.replace(".zip", ".py"), "utf8")));
