/** On a screen's head: the way to its pictures. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { Camera } from "@openai/apps-sdk-ui/components/Icon";

type Props = { screen: string; name: string; isOpen: boolean; onClick: () => void };

export function PictureButton({ screen, name, isOpen, onClick }: Props) {
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="2xs"
      uniform
      className="hidden shrink-0 @min-[9rem]:inline-flex"
      aria-label={`Pictures of the screen ${name}`}
      aria-expanded={isOpen}
      title="Take a picture of this screen"
      data-testid="picture-open"
      data-screen={screen}
      onClick={onClick}
    >
      <Camera />
    </Button>
  );
}
