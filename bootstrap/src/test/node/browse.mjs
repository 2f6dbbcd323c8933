// A person in Chromium who follows one authorization URL to wherever it ends: the page that is shown there is the result.
//
// Parameters: url, person.

import {launch, signIn} from './browser.mjs';
import {main} from './process.mjs';

await main(async ({url, person}) => {
  const browser = await launch();
  try {
    return {reached: await signIn(browser, url, {person, landing: new Promise(() => {})})};
  } catch (failure) {
    return {stuck: failure.message};
  } finally {
    await browser.close();
  }
});
