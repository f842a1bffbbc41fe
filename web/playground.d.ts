/**
 * The interface of the causal playground for scripts and the browser's console: `window.playground`
 * in the page.
 *
 * Everything acts on the run that the page shows, at the position where it shows it, and the page
 * shows what comes of it; acting in the past starts a branch, as it does for visitors. Scenarios,
 * actions, links and messages are spelled as in scenarios as JSON. What fails throws an `Error`
 * with a sentence, and changes nothing. Nothing is fetched: it all works without a connection.
 */

/** A replica's letter, `"A"`. Where a replica is asked for, its name will do as well. */
export type ReplicaName = string;
/** A write's name, `"A1"`; `"A'1"` after its replica has lost its disk. */
export type Dot = string;
/** A link in one direction, `"A>C"`. */
export type LinkName = string;
/** The n-th message ever sent on a link, `"A>C#2"`. */
export type MessageName = string;
/** How many writes of each replica. */
export type Vector = Record<string, number>;
/** What some setting is: a word, a number, a list. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A scenario as JSON: a setting and a script of actions. */
export interface Scenario {
  version: 1;
  title?: string;
  notes?: string;
  /** A string if it is above 2⁵³. */
  seed?: number | string;
  replicas?: string[];
  view?: ReplicaName[] | null;
  protocol?: { [name: string]: Json };
  links?: { [link: string]: Partial<LinkSetting> };
  actions?: (Action & { at?: number; after?: number })[];
  open_at?: number | null;
}

/** A published system. */
export interface Preset {
  dialect: "000" | "001" | "002" | "003" | "004";
  title: string;
  /** What it starts from, as text. */
  scenario: string;
  /** What its own client does, in order: it asks, or lets so many milliseconds pass. */
  walk: ({ on: ReplicaName; request: Request } | { wait: number })[];
}

/** One thing that a person does. */
export type Action =
  | (Client & { put: string; value: string })
  | (Client & ({ get: string } | { delete: string } | { list: true }))
  | ({ link: LinkName | "all" | string } & Partial<LinkSetting>)
  | { release: MessageName | "next" | string; link?: LinkName }
  | { hold: MessageName | "next" | string; link?: LinkName }
  | { drop: MessageName | "next" | string; link?: LinkName }
  | { duplicate: MessageName | "next" | string; link?: LinkName }
  | { partition: ReplicaName[][] }
  | { heal: true }
  | { crash: ReplicaName }
  | { restart: ReplicaName; disk?: "keep" | "lose" }
  | { view: ReplicaName[]; on: ReplicaName }
  | { join: ReplicaName; from?: ReplicaName | null }
  | { leave: ReplicaName }
  | { gossip: ReplicaName; with?: ReplicaName | null }
  | { transfer: LinkName }
  | { skew: ReplicaName; ms: number }
  | { collect: ReplicaName; all?: boolean }
  | { wait: number }
  | { note: string };

/** Who asks, and where; perhaps with the writes that the client has seen. */
export interface Client {
  on: ReplicaName;
  as?: string | null;
  seen?: Dot[] | null;
  stamp?: number | string;
}

/** How a link behaves. */
export interface LinkSetting {
  state: "up" | "held" | "cut";
  /** Least and greatest, in virtual milliseconds. */
  latency: [number, number];
  /** In parts per thousand. */
  loss: number;
  /** In parts per thousand. */
  duplicate: number;
  fifo: boolean;
}

/** What everything looks like at a position. */
export interface State {
  /** Which stop of the run, from 0. */
  position: number;
  /** The last stop. */
  last: number;
  /** Virtual time, in milliseconds. */
  at: number;
  /** How many events have happened. */
  events: number;
  replicas: ReplicaState[];
  links: { [link: LinkName]: LinkSetting };
  /** The messages on their way, and those that are held. */
  under_way: UnderWay[];
}

/** What one replica looks like. */
export interface ReplicaState {
  replica: ReplicaName;
  name: string;
  /** Whether it runs. */
  up: boolean;
  phase: "serving" | "joining" | "outside" | string;
  /** What it believes to have delivered. */
  seen: Vector;
  /** By how many milliseconds its clock is ahead; behind if negative. */
  skew_ms: number;
  /** The values of each key, several if they are concurrent; `ahead` of what they build on or not. */
  values: { [key: string]: { dot: Dot; value: string; ahead: boolean }[] };
  /** Its own writes that show before what they build on is delivered. */
  ahead: { dot: Dot; key: string; value: string | null; waits_for: string[] }[];
  /** What has arrived and waits; for nothing that could come if `waits_for` is empty. */
  inbox: {
    message: MessageName;
    dot: Dot;
    key: string;
    value: string | null;
    waits_for: string[];
    /** Whether it waits for nothing: only a mistake keeps it. */
    ready: boolean;
  }[];
  /** The requests that wait for an answer. */
  parked: {
    request: number;
    session: string;
    op: { verb: "put" | "get" | "delete" | "list"; key?: string; value?: string };
    waits_for: string[];
  }[];
}

/** A message that has not arrived. */
export interface UnderWay {
  message: MessageName;
  /** What it carries, in words. */
  what: string;
  /** The write that it carries, if it carries one. */
  write: Dot | null;
  /** When it arrives, in virtual milliseconds. */
  due: number;
  held: boolean;
}

/** One thing that can happen next. */
export type Choice =
  | (UnderWay & {
      kind: "arrive";
      /** Makes it happen now, if it is given to {@link act}. */
      action: Action;
    })
  | { kind: "expire"; replica: ReplicaName; timer: string };

/** One thing that has happened; an object of `causal export --jsonl`, where its fields are listed. */
export interface Event {
  index: number;
  at: number;
  replica: ReplicaName | null;
  /** The index of the event that it stems from. */
  cause: number | null;
  clock: Vector | null;
  kind: string;
  /** The event in words. */
  text: string;
  [field: string]: Json | undefined;
}

/** What an HTTP client sends. */
export interface Request {
  /** In capitals. */
  method: string;
  /** With its query, as it travels. */
  path: string;
  /** `causal-metadata` may stand here. */
  headers?: Record<string, string>;
  /** Text or bytes as they are; anything else as JSON. */
  body?: string | Uint8Array | Json;
  /** By whose routes it is understood; by its own route and body if this is not given. */
  dialect?: "auto" | "000" | "001" | "002" | "003" | "004";
}

/** What an HTTP client gets back. */
export interface Response {
  status: number;
  /** JSON. */
  body: string;
}

/**
 * Shows a scenario: an object, or JSON, text or a link as a string.
 * @throws What is wrong with it, and where. The page goes on showing what it did.
 */
export function load(scenario: Scenario | string): void;

/** The run on show as a scenario that opens at the present position. It cannot fail. */
export function scenario(): Scenario;

/**
 * Does something, an object or the same as JSON, at the present position; gives the position after
 * what followed at once.
 * @throws What is wrong with the action, or which action cannot happen and why.
 */
export function act(action: Action | string): number;

/**
 * What can happen next by itself, in the order of time: {@link step} lets the first happen. What the
 * run's own script does next is not among it. It cannot fail.
 */
export function choices(): Choice[];

/**
 * Goes so many positions further, one if nothing is said; gives the position that was reached.
 * @throws That `n` is not a whole number from 0.
 */
export function step(n?: number): number;

/**
 * Goes on until nothing more arrives by itself, or for so many positions; gives the one reached.
 * Timers, such as those of gossip, go on for ever and do not count: `act({ wait: 1000 })` lets time pass.
 * @throws That `limit` is not a whole number from 0.
 */
export function runUntilIdle(limit?: number): number;

/**
 * Goes to a position, backwards too; beyond the end is the end. Gives the position that was reached.
 * @throws That `position` is not a whole number from 0.
 */
export function seek(position: number): number;

/** What everything looks like at the present position. It cannot fail. */
export function state(): State;

/** What has happened until the present position, in order. It cannot fail. */
export function history(): Event[];

/**
 * Sends an HTTP request to a replica at the present position. Whatever is malformed is answered as
 * its dialect promises; a request that is parked is answered when the page reaches its reply.
 *
 * The promise is rejected with an `Error` if the request is no {@link Request}, if what it asks for
 * cannot happen or cannot be kept in a link (a key above 200 bytes, a value above 8 KiB), or if
 * another run takes the place of the one in which it was asked.
 */
export function request(replica: ReplicaName, request: Request): Promise<Response>;

/**
 * The five published systems whose HTTP dialects the replicas speak: what each starts from, as text for
 * {@link load}, and what its own client asks first. In a body, `$metadata` stands for what the answer
 * before said that the client has seen. It cannot fail.
 */
export function presets(): Preset[];

/**
 * The address at which anybody sees this run at this position. It cannot fail: what a link cannot hold is
 * never done in the page.
 */
export function link(): string;

/**
 * Calls a function with the position whenever the page shows another run or position.
 * @returns A function that ends it. What the callback throws is written to the console.
 * @throws That there is no such event.
 */
export function on(event: "change", callback: (position: number) => void): () => void;
/**
 * Calls a function with each {@link Event} when it has happened, in order; going back is silent.
 * @returns A function that ends it. What the callback throws is written to the console.
 * @throws That there is no such event.
 */
export function on(event: "event", callback: (event: Event) => void): () => void;

/**
 * The link of a scenario in any spelling, from its version on; nothing is shown.
 * @throws What is wrong with it, and where.
 */
export function linkOf(scenario: string): string;

/**
 * The scenario of a link as text.
 * @throws What is wrong with the link.
 */
export function textOf(link: string): string;

/**
 * The scenario of a link as JSON.
 * @throws What is wrong with the link.
 */
export function jsonOf(link: string): string;

/** Resolved as soon as everything else can be called: as it is there with the page, at once. */
export function ready(): Promise<void>;

/** `window.playground`: the functions above. It is there as soon as the page is. */
export type PlaygroundWindow = typeof import("./playground");

declare global {
  interface Window {
    playground: PlaygroundWindow;
  }
}
