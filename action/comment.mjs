// Keeps one comment on a pull request: made once, changed afterwards, found again by a mark that nobody sees. Works in any
// CI that gives GITHUB_REPOSITORY, GITHUB_TOKEN, PULL_REQUEST and COMMENT_FILE; needs Node 20 and nothing else.
import { readFileSync } from 'node:fs';

const mark = '<!-- salesflow-report -->';
const longest = 65_536;
const {
  GITHUB_API_URL = 'https://api.github.com',
  GITHUB_REPOSITORY,
  GITHUB_TOKEN,
  PULL_REQUEST,
  COMMENT_FILE,
  PICTURES_URL,
} = process.env;

/** Tells without failing: a report that cannot be posted must not break the build. */
function notice(text) {
  console.log(`::notice title=Salesflow::${text}`);
}

async function call(method, path, body) {
  const response = await fetch(`${GITHUB_API_URL}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${GITHUB_TOKEN}`,
      'user-agent': 'salesflow-action',
      'x-github-api-version': '2022-11-28',
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok)
    throw Object.assign(new Error(`${method} ${path}: ${response.status}`), { status: response.status });
  return response.status === 204 ? undefined : response.json();
}

async function ownComment(issue) {
  for (let page = 1; ; page++) {
    const comments = await call('GET', `${issue}/comments?per_page=100&page=${page}`);
    const own = comments.find((comment) => comment.body?.startsWith(mark));
    if (own || comments.length < 100) return own;
  }
}

function text() {
  const report = readFileSync(COMMENT_FILE, 'utf8').trimEnd();
  const pictures = PICTURES_URL ? `\n\n[Pictures of what changed](${PICTURES_URL})` : '';
  const body = `${mark}\n${report}${pictures}\n`;
  return body.length <= longest
    ? body
    : `${body.slice(0, longest - 40).replace(/\n[^\n]*$/, '')}\n\nThe rest was left out.\n`;
}

const missing = Object.entries({ GITHUB_REPOSITORY, GITHUB_TOKEN, PULL_REQUEST, COMMENT_FILE }).filter(
  ([, value]) => !value,
);
if (missing.length > 0) {
  notice(`No comment was written: ${missing.map(([name]) => name).join(', ')} is not set.`);
} else {
  const issue = `/repos/${GITHUB_REPOSITORY}/issues/${PULL_REQUEST}`;
  try {
    const own = await ownComment(issue);
    if (own) await call('PATCH', `/repos/${GITHUB_REPOSITORY}/issues/comments/${own.id}`, { body: text() });
    else await call('POST', `${issue}/comments`, { body: text() });
    console.log(own ? 'The comment was updated.' : 'The comment was written.');
  } catch (error) {
    if (error.status === 401 || error.status === 403 || error.status === 404) {
      notice(
        'No comment was written: the token may not write to this pull request, as in one from a fork. The job summary has the report; permissions: pull-requests: write allows the comment.',
      );
    } else {
      notice(`No comment was written: ${error.message}. The job summary has the report.`);
    }
  }
}
