import { describe, expect, it } from 'vitest';
import { ghLogin } from './gh-login.ts';
import { github } from './index.ts';

describe('the login of gh', () => {
  it.each([
    ['https://api.github.com', 'github.com'],
    ['https://api.octocorp.ghe.com', 'octocorp.ghe.com'],
    ['https://ghe.example.com/api/v3', 'ghe.example.com'],
    ['https://GHE.example.com:443/api/v3', 'ghe.example.com'],
    // Only GitHub's own are called by the name after "api.".
    ['https://api.example.com/api/v3', 'api.example.com'],
    ['https://api.ghe.com.example.com', 'api.ghe.com.example.com'],
    ['http://127.0.0.1:8080', '127.0.0.1'],
  ])('for %s is asked of %s', (baseUrl, place) => {
    expect(ghLogin(baseUrl)).toEqual({
      args: ['auth', 'token', '--hostname', place],
      place,
      signIn: `gh auth login --hostname ${place}`,
    });
  });

  it('is not asked for another port of a server, where somebody else may listen', () => {
    expect(ghLogin('https://ghe.example.com:8443/api/v3')).toBeUndefined();
    expect(ghLogin('https://api.github.com:444')).toBeUndefined();
  });

  it('stands for the token', () => {
    expect(github.secretSources?.map(({ id, program, secret }) => [id, program, secret])).toEqual([['gh', 'gh', 'token']]);
  });
});
