//! Views: who the members are, asked and told.

use super::RequestHandler;
use crate::clock::ReplicaId;
use crate::http::body::text_of;
use crate::http::dialect::Dialect;
use crate::http::question::Question;
use crate::http::{Response, Step, list};
use crate::json::{Value, quoted};
use crate::replica::protocol::Phase;
use crate::world::action::Action;

impl RequestHandler<'_> {
    /// The members that count, in order; none at a node that is no member itself.
    pub(in crate::http) fn get_view(&self) -> Response {
        let members = match self.replica().phase() {
            Phase::Outside => Vec::new(),
            Phase::Joining | Phase::Serving => self.replica().members(),
        };
        let addresses = members.into_iter().map(|member| quoted(&self.names.address(member)));
        Response::new(200, &[("view", list(addresses))])
    }

    /// One more member, or all of them at once.
    pub(in crate::http) fn put_view(&self) -> Result<Step, Response> {
        if self.route.dialect == Dialect::Seed004 {
            let done = ("Message", quoted("View successfully updated"));
            return Ok(self.tell(self.whole_view()?, Response::new(200, &[done])));
        }
        let new = self.socket_address()?;
        let mut members = self.replica().view().members.clone();
        if members.contains(&new) {
            return Err(Response::new(200, &[("result", quoted("already present"))]));
        }
        members.push(new);
        Ok(self.tell(members, Response::new(201, &[("result", quoted("added"))])))
    }

    /// One member less, or a node that forgets that it was one.
    pub(in crate::http) fn delete_view(&self) -> Result<Step, Response> {
        if self.route.dialect == Dialect::Seed004 {
            return Ok(self.tell(Vec::new(), Response::new(200, &[])));
        }
        let gone = self.socket_address()?;
        let mut members = self.replica().view().members.clone();
        if !members.contains(&gone) {
            return Err(Response::error(404, "View has no such replica"));
        }
        members.retain(|member| *member != gone);
        Ok(self.tell(members, Response::new(200, &[("result", quoted("deleted"))])))
    }

    fn tell(&self, members: Vec<ReplicaId>, response: Response) -> Step {
        let action = Action::View { on: self.on, members };
        Step::Act(action, Question::of_administrator(response))
    }

    fn socket_address(&self) -> Result<ReplicaId, Response> {
        let address = self.body.get("socket-address").and_then(text_of);
        let missing = || Response::error(400, "a socket-address is required");
        let address = address.ok_or_else(missing)?;
        self.names.heard(self.steps).find(address).ok_or_else(|| match self.route.what {
            crate::http::routes::What::DeleteView => {
                Response::error(404, "View has no such replica")
            }
            _ => Response::error(400, "there is no such node"),
        })
    }

    fn whole_view(&self) -> Result<Vec<ReplicaId>, Response> {
        let bad = || Response::error(400, "bad request");
        let Some(Value::List(addresses)) = self.body.get("view").map(|view| &view.value) else {
            return Err(bad());
        };
        let (heard, mut members) = (self.names.heard(self.steps), Vec::new());
        for address in addresses {
            let address = text_of(address).ok_or_else(bad)?;
            let unknown = || Response::error(400, "there is no such node");
            let member = heard.find(address).ok_or_else(unknown)?;
            self.steps.count(members.len());
            if members.contains(&member) {
                return Err(bad());
            }
            members.push(member);
        }
        Ok(members)
    }
}
