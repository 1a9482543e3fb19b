package io.cadastre.connectors.acme.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How much a tenant is filled with.
 *
 * @param users in each workspace; at least 1
 * @param projects in each workspace
 * @param tasks in each project
 * @param files in each project
 */
public record AcmeSeed(int workspaces, int users, int projects, int tasks, int files) {
    /** Two workspaces with a little of everything. */
    public static final AcmeSeed SMALL = new AcmeSeed(2, 4, 3, 5, 2);

    private static final List<String> ROLES = List.of("admin", "member", "viewer");
    private static final List<String> PROJECT_STATES = List.of("active", "paused", "completed", "archived");
    private static final List<String> TASK_STATES = List.of("todo", "in_progress", "in_review", "done", "cancelled");
    private static final List<String> PRIORITIES = List.of("critical", "high", "medium", "low", "none");
    private static final List<String> TAGS = List.of("backend", "ui", "bug", "später", "q\"4");

    /** A tenant filled from a seed. */
    public AcmeData fill(long seed) {
        AcmeData data = new AcmeData(seed);
        Random random = new Random(seed);
        for (int w = 0; w < workspaces; w++) {
            String workspace = data.create(Kind.WORKSPACE, Map.of("name", "Workspace " + w));
            List<String> people = new ArrayList<>();
            for (int u = 0; u < users; u++) {
                people.add(data.create(Kind.USER, user(workspace, "User " + w + "-" + u, random)));
            }
            for (int p = 0; p < projects; p++) {
                String project =
                        data.create(Kind.PROJECT, project(workspace, "Project " + w + "-" + p, people, random));
                for (int t = 0; t < tasks; t++) {
                    data.create(Kind.TASK, task(project, "Task " + t, people, random));
                }
                for (int f = 0; f < files; f++) {
                    data.create(Kind.FILE, file(project, "file-" + f + ".txt", people, random));
                }
            }
        }
        return data;
    }

    public static Map<String, @Nullable Object> user(String workspace, String name, Random random) {
        Map<String, @Nullable Object> user = new LinkedHashMap<>();
        user.put("workspaceId", workspace);
        user.put("email", name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@acme.example");
        user.put("displayName", name);
        user.put("role", any(ROLES, random));
        user.put("active", random.nextInt(10) > 0);
        return user;
    }

    public static Map<String, @Nullable Object> project(
            String workspace, String name, List<String> people, Random random) {
        Map<String, @Nullable Object> project = new LinkedHashMap<>();
        project.put("workspaceId", workspace);
        project.put("name", name);
        // What is optional is left out, null or there: sources do all three.
        optional(project, "description", "About " + name, random);
        project.put("status", any(PROJECT_STATES, random));
        project.put("ownerId", any(people, random));
        return project;
    }

    public static Map<String, @Nullable Object> task(String project, String title, List<String> people, Random random) {
        Map<String, @Nullable Object> task = new LinkedHashMap<>();
        task.put("projectId", project);
        task.put("title", title);
        optional(task, "description", "What " + title + " is about", random);
        task.put("status", any(TASK_STATES, random));
        task.put("priority", any(PRIORITIES, random));
        optional(task, "assigneeId", any(people, random), random);
        task.put("createdById", any(people, random));
        optional(task, "dueDate", "2026-0" + (1 + random.nextInt(9)) + "-15T00:00:00.000Z", random);
        task.put("tags", TAGS.subList(0, random.nextInt(TAGS.size())));
        return task;
    }

    public static Map<String, @Nullable Object> file(String project, String name, List<String> people, Random random) {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("projectId", project);
        file.put("name", name);
        file.put("mimeType", "text/plain");
        file.put("sizeBytes", random.nextLong(5_000_000_000L));
        file.put("createdById", any(people, random));
        return file;
    }

    private static void optional(Map<String, @Nullable Object> fields, String name, String value, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 -> fields.put(name, null);
            default -> fields.put(name, value);
        }
    }

    private static String any(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
