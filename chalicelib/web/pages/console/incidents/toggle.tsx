/** A box that is as somebody left it while the desk is asked, and as the desk has it afterwards. */
import { useSignal } from "@preact/signals";

interface ToggleProps {
  isOn: boolean;
  disabled: boolean;
  /** What it is called; a switch, where it takes effect on others at once. */
  role?: "switch";
  set: (on: boolean) => Promise<unknown>;
}

export function Toggle({ isOn, disabled, role, set }: ToggleProps) {
  const asked = useSignal<boolean | null>(null);
  const change = async (on: boolean) => {
    asked.value = on;
    await set(on);
    asked.value = null;
  };
  return (
    <input
      type="checkbox"
      role={role}
      checked={asked.value ?? isOn}
      disabled={disabled}
      onChange={(event) => void change(event.currentTarget.checked)}
    />
  );
}
