//! What a builder of the core has collected, and the first error that a setter met.

use waxwing_core::error::{Error, Result};

/// A builder of the core. Setters may go unchecked: the first error waits for whoever builds.
pub(crate) struct Collected<B> {
    builder: B,
    problem: Option<Error>,
}

impl<B: Clone> Collected<B> {
    pub(crate) const fn new(builder: B) -> Self {
        Self { builder, problem: None }
    }

    /// Runs a setter. One that refuses its argument changes nothing, and its error is kept.
    pub(crate) fn set(&mut self, setter: impl FnOnce(B) -> Result<B>) -> Result<()> {
        match setter(self.builder.clone()) {
            Ok(changed) => {
                self.builder = changed;
                Ok(())
            }
            Err(error) => {
                self.problem.get_or_insert_with(|| error.clone());
                Err(error)
            }
        }
    }

    /// What has been collected, to build with, or the first error.
    pub(crate) fn get(&self) -> Result<B> {
        match &self.problem {
            Some(problem) => Err(problem.clone()),
            None => Ok(self.builder.clone()),
        }
    }
}
