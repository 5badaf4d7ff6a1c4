mod finality;
mod plan;
mod wire;
mod witness;
