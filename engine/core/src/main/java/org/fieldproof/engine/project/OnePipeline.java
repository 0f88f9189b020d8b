package org.fieldproof.engine.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.project.ProjectDefinition.TransformDefinition;

/// A pipeline of a project that may have errors elsewhere.
///
/// @param pipeline empty if it is not there, or its transforms have errors
/// @param problems what keeps its transforms from being made, errors first
public record OnePipeline(Optional<PipelineDefinition> pipeline, List<Problem> problems) {
    public OnePipeline {
        problems = List.copyOf(problems);
    }

    /// Reads a pipeline, and of the others only what it takes to find it.
    ///
    /// @param text of the project's file
    public static OnePipeline read(Path folder, String text, String id, Catalog catalog) {
        Path absolute = folder.toAbsolutePath().normalize();
        Problems problems = new Problems();
        ConnectorReader connectors =
                new ConnectorReader(catalog, problems, new TagFiles(absolute, problems));
        Optional<YamlNode.Mapping> root =
                YamlText.of(text, "project.yaml", problems)
                        .flatMap(read -> YamlTree.read(read, problems));
        List<YamlNode.Mapping> items = new ArrayList<>();
        root.ifPresent(read -> items.addAll(connectors.items(read, "pipelines")));
        TransformReader transforms = new TransformReader(catalog, problems, connectors, absolute);
        for (YamlNode.Mapping item : items) {
            if (item.textOf("id").equals(id)) {
                List<TransformDefinition> chain = transforms.read(item, id, "pipeline " + id);
                return new OnePipeline(
                        problems.errors() > 0 ? Optional.empty() : Optional.of(of(item, id, chain)),
                        problems.sorted());
            }
        }
        return new OnePipeline(Optional.empty(), problems.sorted());
    }

    private static PipelineDefinition of(
            YamlNode.Mapping item, String id, List<TransformDefinition> chain) {
        // What is wrong with where it leads does not keep its transforms from being made.
        CheckedConfig config =
                new FieldReader(new Problems()).read(item, ProjectFields.PIPELINE, "pipeline");
        List<String> match =
                config.texts("match").stream().filter(PipelineReader::isFilter).toList();
        return new PipelineDefinition(
                id, id, config.texts("from"), match, chain, config.texts("to"));
    }
}
