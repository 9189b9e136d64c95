/** Buttons: with words, or with an icon alone, which then has words for those who do not see it. */
import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icons/icon.tsx";

type Pressed = (event: JSX.TargetedMouseEvent<HTMLButtonElement>) => void;
type Rest = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "icon" | "class" | "type" | "onClick">;

interface ButtonProps extends Rest {
  kind?: "plain" | "primary" | "danger" | "quiet";
  small?: boolean;
  wide?: boolean;
  icon?: IconName;
  /** Of the form around it; a plain button otherwise. */
  submits?: boolean;
  class?: string;
  onClick?: Pressed;
  children?: ComponentChildren;
}

/** The names that are true, as one class. */
export const classes = (...names: Array<string | false | null | undefined>): string => names.filter(Boolean).join(" ");

export function Button(props: ButtonProps) {
  const { kind = "plain", small, wide, icon, submits, class: own, children, ...rest } = props;
  const look = classes("button", kind !== "plain" && kind, small && "small", wide && "wide", own);
  return (
    <button type={submits ? "submit" : "button"} class={look} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Rest {
  icon: IconName;
  label: string;
  class?: string;
  onClick?: Pressed;
}

export function IconButton({ icon, label, class: own, ...rest }: IconButtonProps) {
  return (
    <button type="button" class={classes("icon-button", own)} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}

/** Looks like a link and does something here. */
export function LinkButton({ children, ...rest }: Rest & { onClick: Pressed; children: ComponentChildren }) {
  return <button type="button" class="link" {...rest}>{children}</button>;
}
