/** How wide an element is, as long as it is there. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export function useWidth(): [{ current: HTMLDivElement | null }, number] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const look = () => setWidth(Math.floor(element.current?.clientWidth ?? 0));
    look();
    const size = new ResizeObserver(look);
    size.observe(element.current!);
    return () => size.disconnect();
  }, []);
  return [element, width];
}
