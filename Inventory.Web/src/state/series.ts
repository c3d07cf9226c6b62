import { api, outcomeOf, type Outcome, type Problem, type Schemas } from "../api/client";
import { typeOf } from "./place";

export type Series = Schemas["Series"];
export type SeriesSummary = Schemas["SeriesSummary"];
export type SeriesRequest = Schemas["SeriesRequest"];

/** The occurrences that stand in the way of a series. */
export const conflictsOf = (problem: Problem): readonly Schemas["OccurrenceConflict"][] => problem.occurrences ?? [];

export const createSeries = (type: string, id: string, body: SeriesRequest, isPreview: boolean): Promise<Outcome<Series>> =>
  outcomeOf(api.POST("/api/{type}/{id}/series", { params: { path: { type, id } }, body, ...(isPreview ? { headers: { Prefer: "dry-run" } } : {}) }));

export const readSeries = (id: string): Promise<Outcome<Series>> => outcomeOf(api.GET("/api/series/{id}", { params: { path: { id } } }));

export const deleteSeries = (id: string, from?: string): Promise<Outcome<unknown>> => outcomeOf(api.DELETE("/api/series/{id}", { params: { path: { id }, query: from ? { from } : {} } }));

export const takeOccurrence = (id: string, recurrence_id: string): Promise<Outcome<unknown>> => outcomeOf(api.POST("/api/series/{id}/occurrences/{recurrence_id}", { params: { path: { id, recurrence_id } } }));

/** Moves what newer time zone data could not move. */
export const moveToWanted = ({ resource_type, resource_id }: Series, { allocation_id, wanted }: Series["needs_attention"][number]): Promise<Outcome<unknown>> =>
  outcomeOf(api.PATCH("/api/{type}/{id}/allocations/{allocation_id}", { params: { path: { type: typeOf(resource_type), id: resource_id, allocation_id } }, body: wanted }));
