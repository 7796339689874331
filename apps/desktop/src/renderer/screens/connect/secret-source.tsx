import { Button } from '@mantine/core';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { IconTerminal } from '../../components/icons.ts';
import { asSentence } from '../../text/sentence.ts';
import { busyProps } from './busy-props.ts';
import { commandOf, type SecretOffer } from './secret-offer.ts';
import './secret-source.css';

interface SecretSourceOfferProps {
  readonly offer: SecretOffer;
  /** As people call the system: “GitHub”. */
  readonly system: string;
  readonly busy: boolean;
  readonly onAgree: () => void;
}

/** Offers to use a program's login, and asks before anything is started. */
export function SecretSourceOffer({ offer, system, busy, onAgree }: SecretSourceOfferProps): ReactNode {
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current && !asking) button.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (asking) return <Question offer={offer} system={system} busy={busy} onAgree={onAgree} onCancel={() => setAsking(false)} />;
  const { name, program } = offer.source;
  return (
    <div className="wiz-source-offer">
      <Button
        ref={button}
        size="sm"
        variant="default"
        leftSection={<IconTerminal size={15} stroke={1.7} aria-hidden="true" />}
        {...busyProps(busy)}
        onClick={() => {
          if (!busy) setAsking(true);
        }}
      >
        Use the login of {name} ({program})…
      </Button>
    </div>
  );
}

function Question({ offer, system, busy, onAgree, onCancel }: SecretSourceOfferProps & { readonly onCancel: () => void }) {
  const id = useId();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { source, view } = offer;
  return (
    <section className="wiz-source" role="alertdialog" aria-labelledby={`${id}-title`} aria-describedby={`${id}-words`}>
      <IconTerminal size={18} stroke={1.7} aria-hidden="true" />
      <div className="wiz-source-words">
        <strong id={`${id}-title`}>Use the login of {source.name}?</strong>
        <div id={`${id}-words`}>
          <p>Project Wiz then starts this program, once to check and once to save, and reads what it prints:</p>
          <code className="wiz-source-command">{commandOf(offer)}</code>
          <ul>
            <li>
              What it prints is its login for {view.place}. It is sent to {system} to prove that it works, is kept by your keychain like a
              typed one, and never comes into this window.
            </li>
            {source.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
        <div className="wiz-source-choices">
          <Button
            ref={first}
            {...busyProps(busy)}
            onClick={() => {
              if (!busy) onAgree();
            }}
          >
            Use this login
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </div>
    </section>
  );
}

interface SecretSourceInUseProps {
  readonly offer: SecretOffer;
  /** What the login stands for: “Personal access token”. */
  readonly label: string;
  /** Why it could not be used. */
  readonly problem: string | undefined;
  readonly disabled: boolean;
  /** To type the secret after all. */
  readonly onType: () => void;
}

/** Stands where the secret would be typed. */
export function SecretSourceInUse({ offer, label, problem, disabled, onType }: SecretSourceInUseProps): ReactNode {
  const id = useId();
  return (
    <div role="group" aria-labelledby={`${id}-label`}>
      <span id={`${id}-label`} className="wiz-form-label">
        {label}
      </span>
      <div className="wiz-source-used" data-problem={problem !== undefined}>
        <IconTerminal size={16} stroke={1.7} aria-hidden="true" />
        <span>
          Login of {offer.source.name} for <strong>{offer.view.place}</strong>
        </span>
        <button type="button" className="wiz-link wiz-link-button" disabled={disabled} onClick={onType}>
          Type it instead
        </button>
      </div>
      {problem !== undefined && (
        <p className="wiz-form-problem" role="alert">
          {asSentence(problem)}
        </p>
      )}
    </div>
  );
}
