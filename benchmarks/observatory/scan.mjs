// Grade one address by the Observatory's own tests, as its command does, but for any port, path and visitor.
// node scan.mjs FOLDER_OF_THE_PACKAGE HTTP_PORT HTTPS_PORT PATH [COOKIE]

import path from "node:path";

const [folder, httpPort, httpsPort, address, cookie] = process.argv.slice(2);
const load = (name) => import(path.join(folder, "src", name));

const { retrieve } = await load("retriever/retriever.js");
const { ALL_TESTS } = await load("constants.js");
const { getGradeForScore, getScoreModifier } = await load("grader/grader.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await load("grader/charts.js");

const headers = ["Accept: text/html", ...(cookie ? [`Cookie: ${cookie}`] : [])];
const found = await retrieve("localhost", { httpPort, httpsPort, path: address, headers });
if (found.responses.auto?.status !== 200 || !found.responses.auto.verified) {
  throw new Error(`${address} answers ${found.responses.auto?.status}`);
}
const results = ALL_TESTS.map((test) => test(found)).filter((each) => each.result);
const modifiers = results.map((each) => getScoreModifier(each.result));
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
const plain = 100 + sum(modifiers.filter((each) => each < 0));
const score = plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? 100 + sum(modifiers) : plain;
console.log(
  JSON.stringify({
    ...getGradeForScore(score),
    passed: results.filter((each) => each.pass).length,
    failed: results.filter((each) => !each.pass).map((each) => `${each.constructor.name}: ${each.result}`),
  }),
);
