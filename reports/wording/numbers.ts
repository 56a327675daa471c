/** Three significant digits, never an exponent: `76`, `34.1`, `0.842`, `1234`. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 100) return String(Math.round(value));
  const text = Number(value.toPrecision(3));
  return Math.abs(text) < 1e-6 ? text.toFixed(0) : trimmed(text.toFixed(decimals(text)));
}

/** `76 Mbit/s`; of a count, whose unit is 1, the number alone. */
export const amount = (value: number, unit: string): string =>
  unit === '1' ? number(value) : `${number(value)} ${unit}`;

/** A ratio keeps its digits, so that a column of them is easy to compare: `1.06`, `2.00`, `14.3`, `0.0889`. */
export const ratio = (value: number): string =>
  Math.abs(value) >= 100 || Math.abs(value) < 0.001 ? number(value) : value.toPrecision(3);

/** How many times something is something else: `1.04`, `7.4`, `20`, `120`, `0.14`. */
export function factor(value: number): string {
  if (value >= 10) return number(Number(value.toPrecision(value < 100 ? 2 : 3)));
  return number(Number(value.toPrecision(value >= 1 && value < 2 ? 3 : 2)));
}

/** A share as percent: `20 %`, and with a decimal where it matters: `4.5 %`, `-3.0 %`, `99.8 %`. */
export function percent(share: number): string {
  const value = share * 100;
  const near = Math.abs(value) < 9.95 || (value > 99 && value < 100);
  const text = near ? value.toFixed(1) : value.toFixed(0);
  return `${text === '-0.0' ? '0.0' : text} %`;
}

/** `0.4 s`, `12 s`, `3 min 20 s`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  const rest = whole % 60;
  return rest === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${rest} s`;
}

/** A guess: `8 s`, `45 s`, `3 min`, `2 h 10 min`. */
export function roughly(seconds: number): string {
  if (seconds < 20) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90) return `${5 * Math.round(seconds / 5)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const rest = 10 * Math.round((minutes % 60) / 10);
  const hours = Math.floor(minutes / 60) + (rest === 60 ? 1 : 0);
  return rest % 60 === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** `0:04`, `12:31`: a clock for the margin. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const decimals = (value: number) => Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
const trimmed = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
