/** The paths of everything that can be typed or ticked in one of the forms, so that a field that names none is found by the compiler. */
import type { ProgrammeSettings } from '../../loyalty/programme/settings.ts';
import type { DeliverySettings } from '../../retention/shipments/settings.ts';
import type { TrackingSettings } from '../../retention/tracking/settings.ts';
import type { PathTo, Typed } from './tree.ts';

type Path<Wanted> =
  | PathTo<Typed<ProgrammeSettings>, Wanted>
  | PathTo<Typed<DeliverySettings>, Wanted>
  | PathTo<Typed<TrackingSettings>, Wanted>;
export type TextPath = Path<string>;
export type FlagPath = Path<boolean>;
