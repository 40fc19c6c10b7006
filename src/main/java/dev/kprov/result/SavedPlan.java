package dev.kprov.result;

import dev.kprov.plan.Plan;
import dev.kprov.plan.World;

/**
 * A plan with all that is needed to hold the world against it later.
 *
 * @param version of the kprov that made it
 * @param world that it was made of
 */
public record SavedPlan(
    String version, PlanOptions options, PlanBasis basis, Plan plan, World world) {}
