import { html, nothing, type TemplateResult } from "lit";

export function icon(name: string, options: { readonly slot?: string } = {}): TemplateResult {
  return html`<span class="codicon codicon-${name}" slot=${options.slot ?? nothing} aria-hidden="true"></span>`;
}

export interface IconButton {
  readonly icon: string;
  /** Read out, and shown as the tooltip. */
  readonly label: string;
  readonly click: () => void;
  readonly slot?: string;
  /** Makes it a switch. */
  readonly pressed?: boolean;
}

export function iconButton(button: IconButton): TemplateResult {
  return html`
    <button
      type="button"
      class="icon-button"
      slot=${button.slot ?? nothing}
      title=${button.label}
      aria-label=${button.label}
      aria-pressed=${button.pressed === undefined ? nothing : String(button.pressed)}
      @click=${button.click}
    >
      ${icon(button.icon)}
    </button>
  `;
}
