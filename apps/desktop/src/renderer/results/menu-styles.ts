// Mantine's styles for menus, brought by the screens that have them; see `app/styles.ts`.
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
